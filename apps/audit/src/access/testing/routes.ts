import { ModulesContainer } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { NEEDS } from '../http/needs';

/** Every route that Nest registered, as `GET /sessions/:key`; complete once the application listens. */
export const watchRoutes = (app: NestFastifyApplication): readonly string[] => {
  const routes: string[] = [];
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRoute', ({ method, url }) => {
      const [, path] = /^\/api\/v1(\/.*)$/.exec(url) ?? [];
      for (const each of [method].flat())
        if (path !== undefined && each !== 'HEAD') routes.push(`${each} ${path}`);
    });
  return routes;
};

/** Handlers of routes for which neither they nor their class say whom they are for. */
export const routesThatSayNothing = (app: NestFastifyApplication): readonly string[] =>
  [...app.get(ModulesContainer).values()].flatMap(({ controllers }) =>
    [...controllers.values()].flatMap(({ metatype, instance }) => {
      const type = metatype as { readonly name: string };
      if (Reflect.hasMetadata(NEEDS, type) || instance === undefined) return [];
      const prototype = Object.getPrototypeOf(instance) as Record<string, unknown>;
      return Object.getOwnPropertyNames(prototype)
        .filter((name) => name !== 'constructor' && saysNothing(prototype, name))
        .map((name) => `${type.name}.${name}`);
    }),
  );

const saysNothing = (prototype: object, name: string): boolean => {
  const handler: unknown = Object.getOwnPropertyDescriptor(prototype, name)?.value;
  return (
    typeof handler === 'function' &&
    Reflect.hasMetadata('path', handler) &&
    !Reflect.hasMetadata(NEEDS, handler)
  );
};
