import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A channel over HTTP that answers as told: 200 when nothing else is left to answer. */
export const startChannel = async () => {
  const posted: string[] = [];
  const answers: Answer[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      posted.push(body);
      const { status, headers = {} } = answers.shift() ?? { status: 200 };
      if (status === 0) return;
      response.writeHead(status, headers).end('ok');
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hooks/s3cret`,
    /** Bodies as they came. */
    posted,
    /** Of the next requests; status 0 is no answer. */
    answers,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
