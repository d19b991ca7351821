/** Exit codes of the command line, as `--help` lists them. */
export const EXIT = {
  ok: 0,
  failed: 1,
  /** Wrong words on the command line. */
  usage: 2,
  /** The session, record or delivery does not exist. */
  notFound: 3,
  /** A check found the log or a copy of it broken. */
  broken: 4,
  /** A connection does not pass its checks. */
  unhealthy: 5,
  /** Settings were changed by someone else meanwhile. */
  conflict: 6,
  /** A comparison found differences, and was asked to fail on them. */
  different: 7,
  /** Wrong configuration (`EX_CONFIG`). */
  config: 78,
} as const;

/** Ends a command with one clear line and an exit code. */
export class CommandError extends Error {
  constructor(
    message: string,
    readonly exitCode: number,
  ) {
    super(message);
    this.name = 'CommandError';
  }
}
