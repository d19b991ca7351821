import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { AuditAccess, AuditHttpModule, checkAccess } from '@deskstream/app-audit';
import type { Platform } from '@deskstream/platform-nest';
import { mountService } from '@deskstream/platform-nest';
import type { DeskstreamConfig } from './config';
import { startAll } from './start/start-all';

/** Everything in one process; what each part is made of stands in the part's own app. */
@Module({})
export class DeskstreamModule {
  static register(platform: Platform<DeskstreamConfig>): DynamicModule {
    checkAccess(platform.config);
    return {
      module: DeskstreamModule,
      imports: [AuditHttpModule],
      providers: [
        mountService({
          name: 'deskstream',
          inject: [AuditAccess],
          start: (access: AuditAccess) => startAll(platform, access),
        }),
      ],
    };
  }
}
