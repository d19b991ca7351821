import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { METRICS } from '@deskstream/platform-telemetry';

const root = join(import.meta.dirname, '..');

interface Alerts {
  readonly groups: readonly {
    readonly rules: readonly {
      readonly alert: string;
      readonly expr: string;
      readonly annotations: { readonly summary: string; readonly runbook: string };
    }[];
  }[];
}

const alerts = parse(readFileSync(join(root, 'deploy/observability/alerts.yml'), 'utf8')) as Alerts;
const rules = alerts.groups.flatMap((group) => group.rules);

/** Names of the series, as the Prometheus exporter makes them. */
const series = Object.keys(METRICS).flatMap((name) => {
  const base = name.replaceAll('.', '_');
  return [base, `${base}_total`, `${base}_bucket`];
});

const sources = (): string =>
  globSync('{apps,libs}/**/src/**/*.ts', { cwd: root })
    .filter((file) => !file.endsWith('.spec.ts') && !file.endsWith('signals.ts'))
    .map((file) => readFileSync(join(root, file), 'utf8'))
    .join('\n');

describe('deploy/observability/alerts.yml', () => {
  it.each(rules.map((rule) => [rule.alert, rule] as const))(
    '%s asks for metrics that there are, and names a runbook',
    (_, { expr, annotations }) => {
      const asked = [...expr.matchAll(/deskstream_\w+/g)].map(([name]) => name);
      expect(asked.filter((name) => !series.includes(name))).toEqual([]);
      expect(existsSync(join(root, annotations.runbook))).toBe(true);
    },
  );
});

describe('the metrics of the processes', () => {
  it('are all told by somebody', () => {
    const code = sources();
    const named = Object.keys(METRICS).filter((name) => !code.includes(`'${name}'`));
    expect(named).toEqual([]);
  });
});
