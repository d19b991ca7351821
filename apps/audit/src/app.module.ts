import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';
import {
  auditSchemaOf,
  openAnswerers,
  openModels,
  openParts,
  openPassages,
  openVendors,
} from '@deskstream/composition';
import type { RunningService } from '@deskstream/kernel';
import type { Platform } from '@deskstream/platform-nest';
import { logProbe, mountService, withProbes } from '@deskstream/platform-nest';
import { checkAccess, openAccessOf } from './access/open-access-of';
import { startAudit } from './audit';
import type { AuditConfig } from './config';
import { AuditAccess } from './http/audit-access';
import { AuditHttpModule } from './http/audit-http.module';

@Module({})
export class AuditModule {
  static register(platform: Platform<AuditConfig>): DynamicModule {
    checkAccess(platform.config);
    return {
      module: AuditModule,
      imports: [AuditHttpModule],
      providers: [
        mountService({
          name: 'audit',
          inject: [AuditAccess],
          start: (access: AuditAccess) => start(platform, access),
        }),
      ],
    };
  }
}

const start = async (
  platform: Platform<AuditConfig>,
  access: AuditAccess,
): Promise<RunningService> => {
  const parts = await openParts(platform.config, { ...platform, service: platform.name });
  const databaseUrl = platform.config.DATABASE_URL ?? '';
  const vendors = openVendors();
  const opened = await openAccessOf(platform, { databaseUrl, schema: parts.schema });
  const audit = await startAudit({
    ...platform,
    access: opened,
    ...parts,
    verifications: vendors.verifications,
    passages: await openPassages(parts),
    budget: openModels(parts, platform).budget,
    answerers: openAnswerers(parts, platform),
    databaseUrl,
    schema: auditSchemaOf(parts),
  });
  access.open(audit.parts);
  return withProbes(
    {
      ...audit,
      stop: async () => {
        access.open(null);
        await audit.stop();
        await opened.close();
        await vendors.close();
        await parts.close();
      },
    },
    [logProbe(parts.log, platform.clock)],
  );
};
