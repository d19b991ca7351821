#!/usr/bin/env node
import { Command, InvalidArgumentError } from 'commander';
import { messageOf } from '@deskstream/kernel';
import { readScript } from './read-script';
import { startScriptedModel } from './start-scripted-model';

const portOf = (text: string): number => {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError('a port is a whole number from 0 to 65535');
};

const command = new Command('deskstream-scripted-model')
  .description('Plays a language model from a script, over the protocols of OpenAI and Anthropic.')
  .requiredOption('--script <file>', 'rules in YAML or JSON')
  .option('--port <number>', 'port; 0 takes any free one', portOf, 4040)
  .option('--host <address>', 'address to listen on', '127.0.0.1')
  .parse();
const { script, port, host } = command.opts<{ script: string; port: number; host: string }>();

try {
  const server = await startScriptedModel({ script: readScript(script), port, host });
  console.log(`Base URL: ${server.baseUrl}`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void server.stop());
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 78;
}
