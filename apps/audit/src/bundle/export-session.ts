import type { Bundle, Exported } from '@deskstream/conversation-bundle';
import { makeBundle } from '@deskstream/conversation-bundle';
import { diagnose } from '@deskstream/conversation-why';
import { parsePartitionKey } from '@deskstream/kernel';
import type { SettingsHistory } from '@deskstream/platform-trials';
import type { PassageHistory } from '@deskstream/port-knowledge';
import { rulesFor } from '@deskstream/port-settings';
import { eventsOf, foldTo } from '../queries/events.query';
import type { StoredEvent } from '../queries/events.query';
import { passagesOf } from '../queries/passages.query';
import type { CaseParts } from '../why/read-case';
import { readCase } from '../why/read-case';

export type ExportParts = CaseParts & {
  readonly settings: SettingsHistory;
  /** Where passages of articles are kept as they were read; without it none are in the file. */
  readonly passages?: PassageHistory;
};

/** One session as a redacted bundle, its chain verified before; `null`: there is no such session. */
export const exportSession = async (
  parts: ExportParts,
  session: string,
  { mask }: { readonly mask: boolean },
): Promise<Bundle | null> => {
  const given = await readCase(parts, session);
  if (given === null) return null;
  const events: StoredEvent[] = [];
  for await (const stored of eventsOf(parts.index, session)) events.push(stored);
  const { broken } = await foldTo(parts.index, session, Number.MAX_SAFE_INTEGER);
  return makeBundle(
    {
      session,
      exportedAt: parts.clock.now(),
      events,
      chain: { verifiedBeforeRedaction: broken === null, broken },
      deliveries: given.deliveries,
      settings: settingsOf(parts, session, events),
      why: diagnose(given),
      passages: await passagesIn(parts, session),
    },
    { mask },
  );
};

const passagesIn = async (
  { index, passages }: ExportParts,
  session: string,
): Promise<Exported['passages']> => {
  if (passages === undefined) return [];
  const found: Exported['passages'][number][] = [];
  for await (const { seq, passages: read } of passagesOf({ index, passages }, session))
    found.push({ seq, passages: read.map((passage) => ({ ...passage })) });
  return found;
};

/** Only rules: connections, secrets and other help desks stay out. */
const settingsOf = (
  { settings }: ExportParts,
  session: string,
  events: readonly StoredEvent[],
): Bundle['settings'] => {
  const { workspace = '', vendor = '' } = parsePartitionKey(session) ?? {};
  const now = settings.current(workspace);
  const then = new Set(events.map(({ envelope }) => envelope.settingsVersion));
  const ruled = (version: number, of: ReturnType<SettingsHistory['at']>) =>
    of === null
      ? []
      : [{ version, inForce: version === now?.version, rules: rulesFor(of, vendor) }];
  return [...new Set([...then, ...(now === null ? [] : [now.version])])]
    .sort((a, b) => a - b)
    .flatMap((version) => ruled(version, settings.at(workspace, version)));
};
