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
import type { Parts } from '@deskstream/composition';
import type { RunningService } from '@deskstream/kernel';
import type { Platform } from '@deskstream/platform-nest';
import { mountService } from '@deskstream/platform-nest';
import { checkAccess, openAccessOf } from './access/open-access-of';
import { startAudit } from './audit';
import type { AuditConfig } from './config';
import { startWatch } from './away/watch';
import type { Watch } from './away/watch';
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

/** Without Kafka, too: what lies in PostgreSQL can be seen then. */
const start = async (
  platform: Platform<AuditConfig>,
  access: AuditAccess,
): Promise<RunningService> => {
  const kafka = platform.config.KAFKA_BROKERS !== undefined;
  const watch = startWatch({ clock: platform.clock, kafka });
  const by = { ...platform, service: platform.name };
  const parts = await openParts(platform.config, by, watch).catch(watch.stopping);
  watch.lookAt(parts.pool);
  try {
    return await startOn(platform, access, { parts, watch });
  } catch (error) {
    await watch.stop();
    await parts.close();
    throw error;
  }
};

const startOn = async (
  platform: Platform<AuditConfig>,
  access: AuditAccess,
  { parts, watch }: { readonly parts: Parts; readonly watch: Watch },
): Promise<RunningService> => {
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
    logAway: watch.logAway,
  });
  access.open(audit.parts);
  return {
    ...audit,
    ready: () => watch.readyOf([audit, parts.settings]),
    stop: async () => {
      access.open(null);
      await watch.stop();
      await audit.stop();
      await opened.close();
      await vendors.close();
      await parts.close();
    },
  };
};
