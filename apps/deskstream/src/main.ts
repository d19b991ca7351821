#!/usr/bin/env node
import { CommanderError } from 'commander';
import { EXIT } from './cli/command-error';
import { createProgram } from './cli/program';
import { leaveWithoutReader } from './cli/without-reader';

leaveWithoutReader(process.stdout, () => process.exit(EXIT.ok));

try {
  await createProgram().parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.usage;
}
