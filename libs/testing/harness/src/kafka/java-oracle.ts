import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { classPath, installJars } from '../../../../../tools/kafka/jars.mjs';

/** A committed record as Kafka's own consumer reports it. */
export interface OracleRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly timestamp: number;
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: Uint8Array | null;
}

/** Every committed record of a topic up to now, read with Kafka's own consumer: the judge of what was committed. */
export const javaOracle = async ({
  brokers,
  topic,
}: {
  readonly brokers: string;
  readonly topic: string;
}): Promise<readonly OracleRecord[]> => {
  const lines = await oracle(['read', brokers, topic]);
  return lines.map((line) => {
    const record = JSON.parse(line) as Omit<OracleRecord, 'topic' | 'value'> & {
      value: string | null;
    };
    return {
      ...record,
      topic,
      value: record.value === null ? null : Buffer.from(record.value, 'base64'),
    };
  });
};

/** The partition that Kafka's own partitioner gives each key. */
export const javaPartitions = async (
  keys: readonly string[],
  partitions: number,
): Promise<readonly number[]> => {
  const input = keys.map((key) => Buffer.from(key, 'utf8').toString('base64')).join('\n');
  return (await oracle(['partition', String(partitions)], input)).map(Number);
};

const source = join(import.meta.dirname, '../../../../../tools/kafka/oracle/Oracle.java');
const FLAGS = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xmx256m'];

const oracle = async (args: readonly string[], input = ''): Promise<readonly string[]> => {
  await installJars();
  const quiet = `-Dlog4j2.configurationFile=${join(source, '../../log4j2-quiet.properties')}`;
  const child = spawn('java', [...FLAGS, quiet, '-cp', classPath, source, ...args]);
  child.stdin.end(input);
  const [out, err] = [[] as Buffer[], [] as Buffer[]];
  child.stdout.on('data', (data: Buffer) => out.push(data));
  child.stderr.on('data', (data: Buffer) => err.push(data));
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`the oracle failed: ${Buffer.concat(err).toString('utf8')}`);
  return Buffer.concat(out)
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '');
};
