import type { FastifyInstance } from 'fastify';
import page from './connect.html';
import desk from './page.html';

/** The admin's page of a desk: its credentials, and where its webhooks go. `control`: its control API. */
export const connectPage = (server: FastifyInstance, path: string, control: string): void => {
  const html = page.replace('/* the look of the desk */', look).replace('{control}', control);
  server.get(path, (_request, reply) => reply.type('text/html; charset=utf-8').send(html));
};

const look = (): string => /<style>([\s\S]*?)<\/style>/.exec(desk)?.[1] ?? '';
