// npm run kafka:up | kafka:down, node tools/kafka/kafka.mjs status: a local broker for development.
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isRunning, startBroker } from './broker.mjs';
import { installJars, kafkaHome } from './jars.mjs';

const stateFile = join(kafkaHome, 'broker.json');
const port = Number(process.env.KAFKA_PORT ?? 9092);

const current = async () => {
  const text = await readFile(stateFile, 'utf8').catch(() => undefined);
  const state = text && JSON.parse(text);
  return state && isRunning(state.pid) ? state : undefined;
};

const commands = {
  async up() {
    const running = await current();
    if (running) return say(`Kafka is already up (pid ${running.pid}).`, running);
    console.log('Kafka starts; the first time its jars are copied and verified …');
    await installJars();
    const { pid, brokers } = await startBroker({
      port,
      dataDir: join(kafkaHome, 'data'),
      detached: true,
    });
    await writeFile(stateFile, JSON.stringify({ pid, brokers }));
    say(`Kafka is up (pid ${pid}).`, { brokers });
  },
  async down() {
    const running = await current();
    if (!running) return console.log('Kafka is not running.');
    process.kill(running.pid, 'SIGTERM');
    while (isRunning(running.pid)) await sleep(50);
    await rm(stateFile);
    console.log('Kafka is down; its data stays in .kafka/data.');
  },
  async status() {
    const running = await current();
    if (running) return say(`Kafka is up (pid ${running.pid}).`, running);
    console.log('Kafka is not running; start it with: npm run kafka:up');
    process.exitCode = 1;
  },
};

const say = (line, { brokers }) => console.log(`${line}\nexport KAFKA_BROKERS=${brokers}`);

const command = commands[process.argv[2]];
if (!command) {
  console.error('usage: node tools/kafka/kafka.mjs up|down|status');
  process.exit(2);
}
await command().catch((error) => {
  console.error(`kafka: ${error.message}`);
  process.exit(1);
});
