import { randomBytes } from 'node:crypto';
import type { Parts } from '@deskstream/composition';
import { openParts } from '@deskstream/composition';
import { noLogger, systemClock } from '@deskstream/kernel';
import { seedWorkspaces } from '@deskstream/platform-settings';
import type { BenchContext } from './context';
import { fresh } from './context';

export const WORKSPACE = 'bench';
export const SECRET = 'bench-client-secret';
export const AI = '9000001';
export const PARTITIONS = 4;

/** Topics, stores and one workspace of a bench's own. */
export interface BenchInstallation {
  readonly parts: Parts;
  /** Configures a service process as a part of it. */
  readonly env: Readonly<Record<string, string>>;
}

/** The workspace waits for nothing, and its vendor is at `vendorUrl`. */
export const installBench = async (
  { brokers, databaseUrl }: BenchContext,
  { name, vendorUrl }: { readonly name: string; readonly vendorUrl: string },
): Promise<BenchInstallation> => {
  const namespace = fresh(name);
  const secretKey = randomBytes(32).toString('base64');
  const parts = await openParts(
    {
      KAFKA_BROKERS: brokers,
      DATABASE_URL: databaseUrl,
      DESKSTREAM_NAMESPACE: namespace,
      DESKSTREAM_PARTITIONS: PARTITIONS,
      DESKSTREAM_SECRET_KEY: secretKey,
    },
    { service: 'bench', clock: systemClock, logger: noLogger },
  );
  await seedWorkspaces(parts.settings, [workspaceAt(vendorUrl)]);
  return {
    parts,
    env: {
      KAFKA_BROKERS: brokers.join(','),
      DATABASE_URL: databaseUrl,
      DESKSTREAM_NAMESPACE: namespace,
      DESKSTREAM_PARTITIONS: String(PARTITIONS),
      DESKSTREAM_SECRET_KEY: secretKey,
    },
  };
};

const workspaceAt = (vendorUrl: string) => ({
  workspace: WORKSPACE,
  rules: {
    handleUnassigned: true,
    waitMs: { web: 0, email: 0, chat: 0, sms: 0, phone: 0 },
  },
  connections: [
    {
      vendor: 'intercom' as const,
      apiBaseUrl: vendorUrl,
      accessToken: 'bench-token',
      signingSecrets: [SECRET],
      aiTeammateId: AI,
    },
  ],
});
