import { readFileSync } from 'node:fs';
import { parse, parseAllDocuments } from 'yaml';
import { topicCatalogue } from '@deskstream/contracts';
import { problemsOf } from './policies.mjs';

const text = (path: string): string =>
  readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

interface Compose {
  readonly services: Readonly<
    Record<
      string,
      { readonly environment?: Readonly<Record<string, string>>; readonly build?: unknown }
    >
  >;
}

interface Deployment {
  readonly spec: {
    readonly template: {
      readonly spec: {
        readonly containers: readonly {
          readonly env?: readonly { readonly name: string; readonly value: string }[];
        }[];
      };
    };
  };
}

const compose = parse(text('docker-compose.yml'), { merge: true }) as Compose;
const SERVICES = [
  ...['ingress', 'dedup', 'conversation-orchestrator'],
  ...['vendor-dispatcher', 'gap-finder', 'knowledge-sync', 'trial-runner', 'audit', 'web-chat'],
];
const topics = topicCatalogue(64);

describe('docker-compose.yml', () => {
  it('runs every service', () => {
    expect(Object.keys(compose.services)).toEqual(
      expect.arrayContaining([...SERVICES, 'kafka', 'postgres']),
    );
  });
});

describe('docker-compose.yml and Kubernetes', () => {
  const objects = (path: string) =>
    parseAllDocuments(text(path)).map((document) => document.toJS() as object);

  it('ask whoever uses the console to sign in', () => {
    expect(compose.services['audit']?.environment).toMatchObject({ ACCESS: 'accounts' });
    expect(objects('k8s/bases/common/config-map.yaml')).toMatchObject([
      { data: { ACCESS: 'accounts' } },
    ]);
  });

  it('give the first admin and the secret of the identity provider to the console alone', () => {
    const withIt = SERVICES.filter((service) =>
      text(`k8s/bases/${service}/deployment.yaml`).includes('deskstream-access'),
    );
    expect(withIt).toEqual(['audit']);
    const inCompose = Object.entries(compose.services)
      .filter(([, { environment = {} }]) =>
        Object.keys(environment).some((name) => /^(FIRST_ADMIN|OIDC)_/.test(name)),
      )
      .map(([service]) => service);
    expect(inCompose).toEqual(['audit']);
  });

  it('are told when they do not', () => {
    const pod = (name: string, container: object) => ({
      kind: 'Deployment',
      metadata: { name },
      spec: {
        template: {
          metadata: { labels: { app: name } },
          spec: { containers: [{ image: 'x:1', ...container }] },
        },
      },
    });
    const problems = problemsOf([
      pod('ingress', { envFrom: [{ secretRef: { name: 'deskstream-access-8f2' } }] }),
      pod('audit', { env: [{ name: 'ACCESS', value: 'open' }] }),
      { kind: 'Secret', metadata: { name: 'deskstream' }, data: { FIRST_ADMIN_PASSWORD: 'eA==' } },
    ]).join('\n');
    for (const told of [
      'Deployment ingress: the Secret deskstream-access is for audit alone',
      'Deployment audit: ACCESS must be accounts',
      'Secret deskstream: who is let in belongs into the Secret deskstream-access',
    ])
      expect(problems).toContain(told);
  });
});

/** The environment that each place gives a service that shares its program with another. */
describe('what-ifs and evaluations', () => {
  const PARTS = ['DECIDE', 'TIMERS', 'REASONING', 'TRIALS'].map((part) => `ORCHESTRATOR_${part}`);
  const off = (environment: Readonly<Record<string, string>>) =>
    PARTS.filter((part) => environment[part] === 'false');
  const inKubernetes = (service: string): Readonly<Record<string, string>> => {
    const deployment = parse(text(`k8s/bases/${service}/deployment.yaml`)) as Deployment;
    const env = deployment.spec.template.spec.containers.flatMap((each) => each.env ?? []);
    return Object.fromEntries(env.map(({ name, value }) => [name, value]));
  };

  it.each([
    ['compose', (service: string) => compose.services[service]?.environment ?? {}],
    ['Kubernetes', inKubernetes],
  ] as const)('run away from customers in %s, and nowhere twice', (_place, environmentOf) => {
    const [trials, others] = ['trial-runner', 'conversation-orchestrator'].map((service) =>
      off(environmentOf(service)),
    );
    expect([...(trials ?? []), ...(others ?? [])]).toEqual(PARTS);
  });
});

describe('topics', () => {
  it.each(topics.map(({ topic }) => topic))(
    '%s is provisioned in compose and in Kubernetes',
    (topic) => {
      expect(text('deploy/topics.sh')).toContain(`topic ${topic} `);
      const objects = parseAllDocuments(text('k8s/components/strimzi-topics/topics.yaml')).map(
        (document) =>
          document.toJS() as { metadata: { name: string }; spec: { partitions: number } },
      );
      const partitions = topics.find((one) => one.topic === topic)?.partitions;
      expect(objects.find(({ metadata }) => metadata.name === topic)?.spec.partitions).toBe(
        partitions,
      );
    },
  );
});

describe('the optional notifier', () => {
  it('is a component whose image is pinned, and the only one that gets the URL of its channel', () => {
    const component = parse(text('k8s/components/notifier/kustomization.yaml')) as object;
    expect(component).toMatchObject({
      resources: ['../../bases/notifier'],
      images: [{ name: 'deskstream/notifier', newTag: expect.stringMatching(/^\d/) as string }],
    });
    const withIt = [...SERVICES, 'notifier'].filter((service) =>
      text(`k8s/bases/${service}/deployment.yaml`).includes('deskstream-notifier'),
    );
    expect(withIt).toEqual(['notifier']);
  });
});

describe('the policies', () => {
  it('find a deployment that keeps none of them', () => {
    const bare = {
      kind: 'Deployment',
      metadata: { name: 'bare' },
      spec: {
        template: { metadata: { labels: {} }, spec: { containers: [{ image: 'bare:latest' }] } },
      },
    };
    const problems = problemsOf([bare]);
    for (const rule of [
      'non-root',
      'readinessProbe',
      'limit memory',
      'drop all',
      'pin its image',
      'PodDisruptionBudget',
      'denies everything',
      'variables of Services',
    ])
      expect(problems.join('\n')).toContain(rule);
  });
});
