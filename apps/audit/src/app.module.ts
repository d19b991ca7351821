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
import { mountService } from '@deskstream/platform-nest';
import { checkAccess, openAccessOf } from './access/open-access-of';
import { startAudit } from './audit';
import type { AuditConfig } from './config';
import { startWatch } from './away/watch';
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

/** Without Kafka, too: what lies in PostgreSQL can be seen then. A start that fails leaves nothing open. */
const start = async (
  platform: Platform<AuditConfig>,
  access: AuditAccess,
): Promise<RunningService> => {
  const held = new AsyncDisposableStack();
  try {
    return await startHolding(held, platform, access);
  } catch (error) {
    await held.disposeAsync();
    throw error;
  }
};

const startHolding = async (
  held: AsyncDisposableStack,
  platform: Platform<AuditConfig>,
  access: AuditAccess,
): Promise<RunningService> => {
  const { config, clock } = platform;
  const databaseUrl = config.DATABASE_URL ?? '';
  const watch = startWatch({ clock, kafka: config.KAFKA_BROKERS !== undefined });
  const by = { ...platform, service: platform.name };
  const parts = await openParts(config, by, watch).catch(watch.stopping);
  held.defer(() => parts.close());
  watch.lookAt(parts.pool);
  held.defer(() => watch.stop());
  const vendors = openVendors();
  held.defer(() => vendors.close());
  const opened = await openAccessOf(platform, { databaseUrl, schema: parts.schema });
  held.defer(() => opened.close());
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
  held.defer(() => audit.stop());
  access.open(audit.parts);
  held.defer(() => access.open(null));
  return {
    ...audit,
    ready: () => watch.readyOf([audit, parts.settings]),
    stop: () => held.disposeAsync(),
  };
};
