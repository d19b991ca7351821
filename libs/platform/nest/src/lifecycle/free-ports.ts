import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { codeOf, hasCode, InfraError } from '@deskstream/kernel';

/** Variables of a configuration that name ports. */
export type Ports = Readonly<Record<string, number>>;

/**
 * Asks for every port before anything is started, so that a taken one costs nothing and all of them are
 * told at once. Gives the ports with each 0 replaced by a free one. PORT.TAKEN, PORT.SAME,
 * PORT.CANNOT_LISTEN; none of them passes by waiting.
 */
export const claimPorts = async (wanted: Ports, host: string): Promise<Ports> => {
  refuseSame(wanted);
  const tried = await Promise.all(
    Object.entries(wanted).map(async ([variable, port]) => ({
      variable,
      port,
      found: await tryPort(port, host),
    })),
  );
  const problems = tried.flatMap(({ variable, port, found }) =>
    typeof found === 'number' ? [] : [problemOf({ variable, port, host }, found)],
  );
  const [first] = problems;
  if (first)
    throw new InfraError(first.code, problems.map(({ message }) => message).join(' '), false);
  return Object.fromEntries(tried.map(({ variable, found }) => [variable, Number(found)]));
};

export interface Place {
  readonly variable: string;
  readonly port: number;
  readonly host: string;
}

/** What it means that a place cannot be listened on. */
export const listenError = (place: Place, error: unknown): InfraError => {
  const { code, message } = problemOf(place, error);
  return new InfraError(code, message, false, error);
};

const problemOf = ({ variable, port, host }: Place, error: unknown) =>
  hasCode(error, 'EADDRINUSE')
    ? {
        code: 'PORT.TAKEN',
        message: `${variable}: port ${port} of ${host} is taken by another process; stop that one or set ${variable} to a free port.`,
      }
    : {
        code: 'PORT.CANNOT_LISTEN',
        message: `${variable}: cannot listen on port ${port} of ${host} (${codeOf(error) ?? 'unknown'}); check HOST and ${variable}.`,
      };

const refuseSame = (wanted: Ports): void => {
  const byPort = new Map<number, string>();
  for (const [variable, port] of Object.entries(wanted)) {
    const other = byPort.get(port);
    if (other !== undefined && port !== 0)
      throw new InfraError(
        'PORT.SAME',
        `${other} and ${variable}: expected different ports, found ${port} for both; set one of them to another port.`,
        false,
      );
    byPort.set(port, variable);
  }
};

/** The port when it could be opened, else why not. */
const tryPort = (port: number, host: string): Promise<unknown> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', resolve);
    server.listen(port, host, () => {
      const { port: bound } = server.address() as AddressInfo;
      server.close(() => resolve(bound));
    });
  });
