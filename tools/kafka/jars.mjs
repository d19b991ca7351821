// Kafka's own jars in .kafka/lib: copied by Maven, then compared with the pinned checksums.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const here = import.meta.dirname;

export const kafkaHome = join(here, '../../.kafka');
export const classPath = join(kafkaHome, 'lib', '*');
const lib = join(kafkaHome, 'lib');
const stamp = join(kafkaHome, 'verified');

/** What is missing to run a broker here, or undefined. */
export const missing = async () => {
  const java = await javaVersion();
  if (java === undefined) return 'Java is not installed; install a JDK 17 or newer';
  if (java < 17) return `Java ${java} is too old; install a JDK 17 or newer`;
  if (await isVerified()) return undefined;
  const maven = await run('mvn', ['-v']).catch(() => undefined);
  return maven
    ? undefined
    : 'Maven (mvn) is not installed; it is needed once, to copy the jars of Kafka';
};

export const installJars = async () => {
  const because = await missing();
  if (because) throw new Error(because);
  if (await isVerified()) return;
  await rm(lib, { recursive: true, force: true });
  await mkdir(lib, { recursive: true });
  await run('mvn', [
    ...['-q', '-B', '-f', join(here, 'pom.xml'), 'dependency:copy-dependencies'],
    ...[`-DoutputDirectory=${lib}`, '-DincludeScope=runtime'],
  ]);
  await verify();
};

const javaVersion = async () => {
  const answer = await run('java', ['-version']).catch(() => undefined);
  const major = /version "(\d+)/.exec(`${answer?.stderr}${answer?.stdout}`)?.[1];
  return answer ? Number(major ?? 0) : undefined;
};

const pinned = () => readFile(join(here, 'checksums.txt'), 'utf8');

/** The stamp holds the list that the jars were compared with, so a changed list means a new copy. */
const isVerified = async () =>
  existsSync(stamp) && existsSync(lib) && (await readFile(stamp, 'utf8')) === (await pinned());

const verify = async () => {
  const list = await pinned();
  const expected = new Map(
    list
      .trim()
      .split('\n')
      .map((line) => line.split(/\s+/).reverse()),
  );
  const found = (await readdir(lib)).filter((name) => name.endsWith('.jar'));
  const strange = found.filter((name) => !expected.has(name));
  const absent = [...expected.keys()].filter((name) => !found.includes(name));
  if (strange.length + absent.length > 0)
    throw new Error(
      `.kafka/lib differs from checksums.txt: unexpected ${strange}, absent ${absent}`,
    );
  for (const name of found) {
    const sum = createHash('sha256')
      .update(await readFile(join(lib, name)))
      .digest('hex');
    if (sum !== expected.get(name))
      throw new Error(`${name} does not match tools/kafka/checksums.txt`);
  }
  await writeFile(stamp, list);
};
