import type { ConfigClass, Variable } from '@deskstream/platform-config';
import { ServiceConfig, variablesOf } from '@deskstream/platform-config';
import { AuditConfig } from '../../apps/audit/src/config';
import { ConversationOrchestratorConfig } from '../../apps/conversation-orchestrator/src/config';
import { DedupConfig } from '../../apps/dedup/src/config';
import { DeskSimulatorConfig } from '../../apps/desk-simulator/src/config';
import { DeskstreamConfig } from '../../apps/deskstream/src/config';
import { GapFinderConfig } from '../../apps/gap-finder/src/config';
import { IngressConfig } from '../../apps/ingress/src/config';
import { KnowledgeSyncConfig } from '../../apps/knowledge-sync/src/config';
import { NotifierConfig } from '../../apps/notifier/src/config';
import { VendorDispatcherConfig } from '../../apps/vendor-dispatcher/src/config';
import { WebChatConfig } from '../../apps/web-chat/src/config';
import { expectMade } from './page';

const SERVICES: Readonly<Record<string, ConfigClass<object>>> = {
  'deskstream (all in one)': DeskstreamConfig,
  ingress: IngressConfig,
  dedup: DedupConfig,
  'conversation-orchestrator': ConversationOrchestratorConfig,
  'vendor-dispatcher': VendorDispatcherConfig,
  'gap-finder': GapFinderConfig,
  'knowledge-sync': KnowledgeSyncConfig,
  audit: AuditConfig,
  'web-chat': WebChatConfig,
  notifier: NotifierConfig,
  'desk-simulator': DeskSimulatorConfig,
};

const shared = variablesOf(ServiceConfig);
const names = new Set(shared.map(({ name }) => name));

const wanted = (): string =>
  [
    '# Configuration',
    'Every process reads its environment once, and stops with exit code 78 when something in it is wrong. `--help` of a service tells the same. What concerns a workspace is in its [settings](../how-to/settings.md).',
    section('Every service', ServiceConfig, shared),
    ...Object.entries(SERVICES).map(([name, config]) =>
      section(
        name,
        config,
        variablesOf(config).filter((each) => !names.has(each.name)),
      ),
    ),
  ].join('\n\n');

const section = (
  title: string,
  Config: ConfigClass<object>,
  variables: readonly Variable[],
): string => {
  const defaults = new Config() as Readonly<Record<string, Value>>;
  return [
    `## ${title}\n`,
    '| variable | what it is | expected | without it |',
    '| --- | --- | --- | --- |',
    ...variables.map(
      (each) =>
        `| \`${each.name}\` | ${cell(each.about)} | ${cell(each.expected)} | ${without(each, defaults[each.name])} |`,
    ),
  ].join('\n');
};

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');

type Value = string | number | boolean | readonly string[] | undefined;

const without = ({ required, secret }: Variable, value: Value): string => {
  if (value === undefined && required) return 'does not start';
  if (value === undefined || String(value) === '') return 'nothing';
  return secret ? '(secret)' : `\`${String(value)}\``;
};

it('docs/reference/configuration.md is made from the schemas', () => {
  expectMade('reference/configuration.md', () => `${wanted()}\n`);
});
