import type { PlaceDiagnosis } from '@deskstream/conversation-why';
import { diagnoseWorkspace } from '@deskstream/conversation-why';
import { readHealth } from '../connections/read-health';
import type { CaseParts } from './read-case';
import { readSources } from './read-sources';

/** What goes wrong in a workspace apart from its sessions; `null`: there is no such workspace. */
export const whyOfWorkspace = async (
  parts: Omit<CaseParts, 'index'>,
  workspace: string,
): Promise<readonly PlaceDiagnosis[] | null> => {
  const settings = parts.settings.current(workspace);
  if (settings === null) return null;
  const connections = await Promise.all(
    settings.connections.map(async (connection) => ({
      vendor: connection.vendor,
      connection: await readHealth(parts, connection),
    })),
  );
  const sources = await readSources(parts.log, settings);
  return diagnoseWorkspace({ connections, sources, now: parts.clock.now() });
};
