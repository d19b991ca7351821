import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { InForce, StoredConnection } from '../../api/setup';
import {
  latestSession,
  readConnection,
  readEvents,
  readInForce,
  writeDraft,
} from '../../api/setup';
import { verifyNow } from '../../api/workspaces';
import { stagesOf } from './stages';
import type { Known } from './steps';

const REFRESH_MS = 2_000;

/** What the server knows of one connection, looked at again every two seconds. */
export const useSetup = (workspace: string, vendor: string) => {
  const settings = useQuery({
    queryKey: ['in-force', workspace],
    queryFn: () => readInForce(workspace),
  });
  const connection = connectionOf(settings.data, vendor);
  const health = useQuery({
    queryKey: ['connection', workspace, vendor],
    queryFn: () => readConnection(workspace, vendor),
    enabled: connection !== null,
    refetchInterval: REFRESH_MS,
  });
  const test = useQuery({
    queryKey: ['latest', workspace, vendor],
    queryFn: () => readTest(workspace, vendor),
    enabled: connection !== null,
    refetchInterval: REFRESH_MS,
  });
  const known: Known = {
    connection,
    health: health.data ?? null,
    answered: (test.data?.session.summary.replies ?? 0) > 0,
  };
  return { settings, known, test: test.data ?? null };
};

export type Test = NonNullable<Awaited<ReturnType<typeof readTest>>>;

const readTest = async (workspace: string, vendor: string) => {
  const session = await latestSession(workspace, vendor);
  return session === null ? null : { session, stages: stagesOf(await readEvents(session.key)) };
};

const connectionOf = (inForce: InForce | undefined, vendor: string): StoredConnection | null =>
  inForce?.draft.connections.find((each) => each.vendor === vendor) ?? null;

/** Writes one connection and leaves everything else of the workspace as it was read. */
export const useSaveConnection = (workspace: string, inForce: InForce, saved?: () => void) => {
  const client = useQueryClient();
  const readAgain = () =>
    Promise.all(SHOWN.map((key) => client.invalidateQueries({ queryKey: [key] })));
  return useMutation({
    mutationFn: async ({ connection, reason }: { connection: object; reason: string }) => {
      const next = connection as StoredConnection;
      const { connections } = inForce.draft;
      const others = connections.filter(({ vendor }) => vendor !== next.vendor);
      const draft = { ...inForce.draft, connections: [...others, next] };
      await writeDraft(workspace, { ...inForce, draft }, reason);
      await verifyNow(workspace, next.vendor, 'Set-up');
    },
    onSuccess: async () => {
      await readAgain();
      saved?.();
    },
    onError: readAgain,
  });
};

const SHOWN = ['in-force', 'connection', 'settings', 'connections', 'workspaces', 'directory'];
