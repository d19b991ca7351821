import fastifyStatic from '@fastify/static';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { maskReplies } from '../access/masking/masked-replies';
import { PAGE_CSP, secureHeaders } from '../access/http/secure-headers';
import { builtFolder } from './built-folder';
import { compressAnswers } from './compression';

/** Pages of the console, which routes by itself. */
const PAGES = [
  '/sessions/*',
  '/deliveries/*',
  '/connections',
  '/workspaces/*',
  '/status',
  '/setup',
  '/setup/*',
  '/knowledge',
  '/figures',
  '/figures/*',
  '/access',
  '/account',
  '/sign-in',
  '/what-if',
  '/what-if/*',
  '/evaluation',
  '/evaluation/*',
];

/** Prefix, OpenAPI document at `/api/openapi.json`, and the console at `/`. */
export const configureAudit = (app: NestFastifyApplication): Promise<void> =>
  configureWithConsole(app, builtFolder('console'));

/** `root`: the folder of the built console; `null` serves the API alone. */
export const configureWithConsole = async (
  app: NestFastifyApplication,
  root: string | null,
): Promise<void> => {
  const fastify = app.getHttpAdapter().getInstance();
  secureHeaders(fastify);
  maskReplies(fastify);
  app.setGlobalPrefix('api/v1');
  await compressAnswers(app);
  const document = SwaggerModule.createDocument(
    app,
    new DocumentBuilder()
      .setTitle('Deskstream audit')
      .setDescription('Sessions, their events and states, delivery traces, dead letters.')
      .setVersion('1')
      .build(),
  );
  app
    .getHttpAdapter()
    .getInstance()
    .get('/api/openapi.json', (_request: unknown, reply: FastifyReply) => reply.send(document));
  if (root !== null) await serveConsole(app, root);
};

const serveConsole = async (app: NestFastifyApplication, root: string): Promise<void> => {
  const fastify = app.getHttpAdapter().getInstance();
  await app.register(fastifyStatic, {
    root,
    wildcard: false,
    preCompressed: true,
    setHeaders: (reply, path) => {
      reply.header('content-security-policy', PAGE_CSP);
      reply.header('x-content-type-options', 'nosniff');
      const immutable = path.includes('/assets/');
      reply.header('cache-control', immutable ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  for (const page of PAGES)
    fastify.get(page, (_request: unknown, reply: FastifyReply) => reply.sendFile('index.html'));
  fastify.get('/sessions/:key', (request: FastifyRequest, reply: FastifyReply) => {
    const { key } = request.params as { readonly key: string };
    return reply.header('link', ahead(key)).sendFile('session.html');
  });
};

/** The browser asks for the events of a session, and for who is signed in, together with the script of the page. */
const ahead = (key: string): string =>
  [`sessions/${encodeURIComponent(key)}/events?as=lines`, 'access/me']
    .map((path) => `</api/v1/${path}>; rel=preload; as=fetch; crossorigin`)
    .join(', ');
