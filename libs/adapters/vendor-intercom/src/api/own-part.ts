import type { EpochMs } from '@deskstream/kernel';
import type { VendorCommand, VendorConnection } from '@deskstream/port-vendor';
import type { Fields } from '../payload';
import { fieldsOf, idOf, textOf, timeOf } from '../payload';
import { sameText } from '@deskstream/platform-text';
import { partsOf } from '../webhooks/interpret';

export type Wording = Extract<VendorCommand, { kind: 'reply' | 'note' }>;

/** Which parts may be the effect of one attempt. */
export interface Search {
  readonly notBefore: EpochMs;
  readonly exclude: readonly string[];
}

/** The newest part by our admin that says these words in this way (public or note). */
export const ownPart = (
  conversation: unknown,
  command: Wording,
  connection: VendorConnection,
  search: Search,
): { readonly vendorMessageId?: string; readonly vendorAt?: EpochMs } | null => {
  const parts = partsOf(fieldsOf(conversation)).filter(
    (part) => isOurs(part, command, connection) && isWithin(part, search),
  );
  const newest = parts.sort((a, b) => createdAt(a) - createdAt(b)).at(-1);
  return newest === undefined ? null : described(newest);
};

const isOurs = (part: Fields, command: Wording, connection: VendorConnection): boolean =>
  idOf(fieldsOf(part['author'])['id']) === connection.aiTeammateId &&
  textOf(part['part_type']).startsWith('note') === (command.kind === 'note') &&
  sameText(textOf(part['body']), command.text);

const isWithin = (part: Fields, { notBefore, exclude }: Search): boolean =>
  createdAt(part) >= notBefore && !exclude.includes(idOf(part['id']) ?? '');

const createdAt = (part: Fields): EpochMs => timeOf(part['created_at']) ?? 0;

const described = (part: Fields) => {
  const id = idOf(part['id']);
  const at = timeOf(part['created_at']);
  return {
    ...(id === null ? {} : { vendorMessageId: id }),
    ...(at === null ? {} : { vendorAt: at }),
  };
};
