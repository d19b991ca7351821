import { appendFileSync } from 'node:fs';

/**
 * One line for the person who runs the tests. Jest swallows what its workers print, so `npm test` names a
 * file (`DESKSTREAM_TEST_SUMMARY`) and prints it after the stage.
 */
export const summarise = (line: string): void => {
  const file = process.env['DESKSTREAM_TEST_SUMMARY'];
  if (file === undefined) process.stdout.write(`${line}\n`);
  else appendFileSync(file, `${line}\n`);
};
