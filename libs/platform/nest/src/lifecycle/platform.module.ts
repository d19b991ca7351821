import { Global, Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { CLOCK, CONFIG, LOGGER, SERVICE_HOST, TELEMETRY } from '../platform';
import type { Platform } from '../platform';
import type { ServiceHost } from './service-host';

/** Makes the platform injectable everywhere by its tokens. */
@Global()
@Module({})
export class PlatformModule {
  static register(platform: Platform, host: ServiceHost): DynamicModule {
    const providers = [
      { provide: CONFIG, useValue: platform.config },
      { provide: CLOCK, useValue: platform.clock },
      { provide: LOGGER, useValue: platform.logger },
      { provide: TELEMETRY, useValue: platform.telemetry },
      { provide: SERVICE_HOST, useValue: host },
    ];
    return { module: PlatformModule, providers, exports: providers.map(({ provide }) => provide) };
  }
}
