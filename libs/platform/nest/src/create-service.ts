import { NestFactory } from '@nestjs/core';
import type { DynamicModule, Type } from '@nestjs/common';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { RunningService } from '@deskstream/kernel';
import { addPlatformRoutes } from './http/platform-routes';
import { nestLogger } from './lifecycle/nest-logger';
import { PlatformModule } from './lifecycle/platform.module';
import { createServiceHost } from './lifecycle/service-host';
import type { Platform } from './platform';

export type ServiceModule = Type | DynamicModule;

export interface ServiceOptions<C extends object> {
  readonly platform: Platform<C>;
  readonly module: ServiceModule;
  /** Keeps the raw bytes as `request.rawBody`, for signatures. */
  readonly rawBody?: boolean;
  /** Bytes; Fastify's default is 1 MiB. */
  readonly bodyLimit?: number;
  /** Proxies whose `X-Forwarded-For` is believed; without it the sender is who connects. */
  readonly trustedProxies?: (config: C) => readonly string[];
  /** Last touches before it listens: pipes, prefixes, static files, `connectMicroservice`. */
  readonly configure?: (app: NestFastifyApplication, platform: Platform<C>) => Promise<void> | void;
  readonly onFatal?: (error: unknown) => void;
}

export interface Service extends RunningService {
  readonly app: NestFastifyApplication;
  /** Resolves with the URL it listens on. */
  listen(port: number, host: string): Promise<string>;
}

/** The Nest application of a service with its platform routes, not listening yet. */
export const createService = async <C extends object>(
  options: ServiceOptions<C>,
): Promise<Service> => {
  const { platform, module, configure, onFatal = () => undefined } = options;
  const host = createServiceHost({ ...platform, onFatal });
  const life = { stopping: false };
  const proxies = options.trustedProxies?.(platform.config) ?? [];
  const adapter = new FastifyAdapter({
    trustProxy: proxies.length > 0 && [...proxies],
    forceCloseConnections: 'idle',
    ...(options.bodyLimit === undefined ? {} : { bodyLimit: options.bodyLimit }),
  });
  const app = await NestFactory.create<NestFastifyApplication>(
    rootOf(platform, module, host),
    adapter,
    { logger: nestLogger(platform.logger), rawBody: options.rawBody ?? false, abortOnError: false },
  );
  addPlatformRoutes(adapter.getInstance(), platform, host, () => life.stopping);
  await configure?.(app, platform);
  return {
    name: platform.name,
    app,
    listen: async (port, address) => {
      await app.startAllMicroservices();
      await app.listen(port, address);
      return app.getUrl();
    },
    ready: () => {
      const [first] = host.waitingFor();
      return first ? { ok: false, because: `${first.service}: ${first.because}` } : { ok: true };
    },
    stop: async () => {
      life.stopping = true;
      await host.stop();
      await app.close();
    },
  };
};

const rootOf = (
  platform: Platform,
  module: ServiceModule,
  host: ReturnType<typeof createServiceHost>,
): DynamicModule => ({
  module: class ServiceRoot {},
  imports: [PlatformModule.register(platform, host), module],
});
