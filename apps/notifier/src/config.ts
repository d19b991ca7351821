import { HANDOFF_CAUSES } from '@deskstream/conversation-domain';
import { EnvChoice, EnvInteger, EnvList, EnvUrl, ServiceConfig } from '@deskstream/platform-config';
import type { NoticeFormat } from './channel';

const CAUSES = Object.keys(HANDOFF_CAUSES);

export class NotifierConfig extends ServiceConfig {
  @EnvUrl({
    about: "Incoming webhook of the channel, as Slack's or Teams' settings show it",
    protocols: ['https', 'http'],
    secret: true,
  })
  NOTIFIER_URL!: string;

  @EnvChoice({
    about:
      'What the channel takes: text is {"text": …} (Slack and most others), teams a card (Workflows of Microsoft Teams)',
    choices: ['text', 'teams'],
  })
  NOTIFIER_FORMAT: NoticeFormat = 'text';

  @EnvList({
    about: 'Causes of handoffs that are told; without it all',
    each: new RegExp(`^(${CAUSES.join('|')})$`),
    expected: `some of ${CAUSES.join(', ')}, by comma`,
  })
  NOTIFIER_CAUSES: readonly string[] = [];

  @EnvList({
    about: 'Workspaces whose handoffs are told; without it all',
    each: /^\S+$/,
    expected: 'names of workspaces, by comma',
  })
  NOTIFIER_WORKSPACES: readonly string[] = [];

  @EnvList({
    about:
      'Customers whose handoffs are told, found in the PostgreSQL of DATABASE_URL; without it all',
    each: /^[^\s@]*@[^\s@]+$/,
    expected: 'addresses or @domains, by comma, as in ada@example.com,@bigcorp.example',
  })
  NOTIFIER_CUSTOMERS: readonly string[] = [];

  @EnvInteger({
    about: 'What is older is not told any more, in milliseconds',
    min: 1_000,
    max: 604_800_000,
  })
  NOTIFIER_MAX_AGE_MS = 3_600_000;

  @EnvInteger({
    about: 'Longest wait for an answer of the channel, in milliseconds',
    min: 100,
    max: 15_000,
  })
  NOTIFIER_TIMEOUT_MS = 5_000;

  @EnvUrl({
    about: 'Where people open the console, for the link; without it the session is named',
    protocols: ['https', 'http'],
    optional: true,
  })
  CONSOLE_URL?: string;
}
