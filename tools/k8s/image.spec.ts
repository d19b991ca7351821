import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
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
import { variablesOf } from '@deskstream/platform-config';

/** What each program that an image can hold understands. */
const CONFIGS: Readonly<Record<string, new () => object>> = {
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
  deskstream: DeskstreamConfig,
};
/** Read by the OpenTelemetry SDK itself. */
const OF_THE_SDK = ['OTEL_METRICS_EXPORTER'];

type Variables = Readonly<Record<string, string>>;

interface Compose {
  readonly services: Readonly<
    Record<
      string,
      {
        readonly build?: { readonly dockerfile: string; readonly args: { readonly APP: string } };
        readonly environment?: Variables;
        readonly ports?: readonly string[];
        readonly volumes?: readonly string[];
      }
    >
  >;
}

interface Deployment {
  readonly spec: {
    readonly template: {
      readonly spec: {
        readonly containers: readonly {
          readonly image: string;
          readonly env?: readonly { readonly name: string; readonly value: string }[];
          readonly ports: readonly { readonly containerPort: number }[];
        }[];
      };
    };
  };
}

const root = new URL('../../', import.meta.url);
const text = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const isThere = (path: string): boolean => existsSync(new URL(path, root));
const knownTo = (app: string): ReadonlySet<string> =>
  new Set(
    CONFIGS[app] === undefined
      ? []
      : [...variablesOf(CONFIGS[app]).map(({ name }) => name), ...OF_THE_SDK],
  );

const LAYERS = [
  'docker-compose.yml',
  'deploy/demo/compose.yml',
  'deploy/observability/compose.yml',
] as const;
const layers = LAYERS.map((path) => parse(text(path), { merge: true }) as Compose);
const apps = new Map(
  layers.flatMap(({ services }) =>
    Object.entries(services).flatMap(([service, { build }]) =>
      build === undefined ? [] : [[service, build.args.APP] as const],
    ),
  ),
);
const ofAService = layers.flatMap(({ services }, layer) =>
  Object.entries(services)
    .filter(([service]) => apps.has(service))
    .map(([service, told]) => [LAYERS[layer] ?? '', service, told] as const),
);

describe('the image', () => {
  const recipe = text('deploy/Dockerfile').split('\n');

  it('copies what is there, and nothing that stays out of the build', () => {
    const copied = recipe
      .filter((line) => line.startsWith('COPY ') && !line.includes('--from'))
      .flatMap((line) => line.split(' ').slice(1, -1));
    const left = text('.dockerignore').trim().split('\n');
    expect(copied).toContain('package-lock.json');
    expect(copied.filter((path) => !isThere(path) || left.includes(path))).toEqual([]);
  });

  it('runs as somebody who is not root', () => {
    expect(recipe.filter((line) => line.startsWith('USER '))).toEqual(['USER 1000:1000']);
  });

  it('keeps what differs from service to service behind every layer that is copied', () => {
    const last = recipe.findLastIndex((line) => line.startsWith('COPY '));
    expect(recipe.findIndex((line) => line.startsWith('ARG APP'))).toBeGreaterThan(last);
  });
});

describe('compose', () => {
  it.each([...apps])('builds %s from the program %s, which there is', (_service, app) => {
    expect([app, isThere(`apps/${app}/src/main.ts`)]).toEqual([app, true]);
  });

  it.each(ofAService)('%s sets only variables that %s knows', (_layer, service, told) => {
    const known = knownTo(apps.get(service) ?? '');
    expect(Object.keys(told.environment ?? {}).filter((name) => !known.has(name))).toEqual([]);
  });

  it.each(ofAService)('%s publishes ports on which %s listens', (_layer, service, told) => {
    const Config = CONFIGS[apps.get(service) ?? ''] ?? Object;
    const env: Readonly<Record<string, string | number>> = { ...new Config(), ...told.environment };
    const listened = Object.entries(env)
      .filter(([name]) => /^(\w+_)?PORT$/.test(name))
      .map(([, port]) => String(port));
    const published = (told.ports ?? []).map((port) => port.split(':').at(-1));
    expect(published.filter((port) => !listened.includes(port ?? ''))).toEqual([]);
  });

  it.each(LAYERS)('%s mounts files that there are', (layer) => {
    const { services } = layers[LAYERS.indexOf(layer)] ?? { services: {} };
    const mounted = Object.values(services)
      .flatMap(({ volumes = [] }) => volumes.map((volume) => volume.split(':')[0] ?? ''))
      .filter((path) => path.startsWith('./'));
    expect(mounted.filter((path) => !isThere(path))).toEqual([]);
  });

  it('runs the demo workspace of npm start, by the names that containers have', () => {
    const alone = text('apps/deskstream/demo/workspaces.yaml')
      .replaceAll('apiBaseUrl: http://127.0.0.1:4020', 'apiBaseUrl: http://desk-simulator:4020')
      .replaceAll('apiBaseUrl: http://127.0.0.1:4030', 'apiBaseUrl: http://web-chat:4030');
    expect(parse(text('deploy/demo/workspaces.yaml'))).toEqual(parse(alone));
  });
});

describe('Kubernetes', () => {
  const SERVICES = [...Object.keys(CONFIGS), 'trial-runner'].filter((service) =>
    isThere(`k8s/bases/${service}/deployment.yaml`),
  );
  const containerOf = (service: string) =>
    (parse(text(`k8s/bases/${service}/deployment.yaml`)) as Deployment).spec.template.spec
      .containers[0];
  const appOf = (service: string) => containerOf(service)?.image.replace('deskstream/', '') ?? '';
  const shared: Variables = (
    parse(text('k8s/bases/common/config-map.yaml')) as { readonly data: Variables }
  ).data;

  it.each(SERVICES)('runs %s from an image of a program that there is', (service) => {
    expect(CONFIGS).toHaveProperty([appOf(service)]);
  });

  it.each(SERVICES)('sets only variables that %s knows', (service) => {
    const known = knownTo(appOf(service));
    const set = (containerOf(service)?.env ?? []).map(({ name }) => name);
    expect(set.filter((name) => !known.has(name))).toEqual([]);
  });

  it('shares only variables that some service knows', () => {
    const known = new Set(SERVICES.flatMap((service) => [...knownTo(appOf(service))]));
    expect(Object.keys(shared).filter((name) => !known.has(name))).toEqual([]);
  });

  it.each(SERVICES)('opens ports on which %s listens', (service) => {
    const Config = CONFIGS[appOf(service)] ?? Object;
    const listened = Object.keys(new Config())
      .filter((name) => /^(\w+_)?PORT$/.test(name))
      .map((name) => Number(shared[name]));
    const opened = containerOf(service)?.ports.map(({ containerPort }) => containerPort) ?? [];
    expect(opened.filter((port) => !listened.includes(port))).toEqual([]);
  });
});
