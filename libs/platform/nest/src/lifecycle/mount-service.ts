import type { OnApplicationBootstrap, OnApplicationShutdown, Provider } from '@nestjs/common';
import { SERVICE_HOST } from '../platform';
import type { ServiceFactory, ServiceHost } from './service-host';

export interface MountOptions<Deps extends readonly unknown[]> {
  readonly name: string;
  /** Tokens whose values are handed to `start`, in order. */
  readonly inject?: readonly unknown[];
  readonly start: (...deps: Deps) => ReturnType<ServiceFactory>;
}

/**
 * A provider that starts a service once the application is up and stops it when it shuts down. The
 * start does not hold up HTTP: `/readyz` says what is missing meanwhile.
 */
export const mountService = <Deps extends readonly unknown[]>({
  name,
  inject = [],
  start,
}: MountOptions<Deps>): Provider => ({
  provide: Symbol(`deskstream.mounted.${name}`),
  inject: [SERVICE_HOST, ...(inject as string[])],
  useFactory: (
    host: ServiceHost,
    ...deps: unknown[]
  ): OnApplicationBootstrap & OnApplicationShutdown => ({
    onApplicationBootstrap: () => host.mount(name, () => start(...(deps as unknown as Deps))),
    onApplicationShutdown: () => host.stop(),
  }),
});
