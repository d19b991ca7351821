import { parsePartitionKey } from '@deskstream/kernel';
import type { Exported, Replaced } from '../bundle';
import { meetEverybody } from './meet-everybody';
import { openNumbered } from './numbered';
import { openPeople } from './people';
import { openPhones } from './phones';
import { openPseudonyms } from './pseudonyms';
import { isOurs, isPersonal } from './rules';
import { withoutSecrets } from './secrets';
import type { Place } from './walk';

/** What the export itself tells of: people, personal fields, files, tokens. */
export interface Known {
  /** The text with pseudonyms and placeholders in place of them; learns from fields that are personal by name. */
  replace(text: string, place: Place): string;
  /** What stands in their place. */
  pseudonyms(): readonly string[];
  replaced(): Replaced;
}

export const openKnown = (exported: Exported): Known => {
  const whole = JSON.stringify(exported);
  const pseudonyms = openPseudonyms();
  const key = parsePartitionKey(exported.session);
  pseudonyms.set(exported.session, `workspace/${key?.vendor ?? 'vendor'}/conversation-1`);
  const phones = openPhones();
  const people = openPeople({ pseudonyms, phones }, (word) =>
    new RegExp(`${word}(?!\\d)`).test(whole),
  );
  meetEverybody(people, exported);
  pseudonyms.set(key?.conversation ?? '', 'conversation-1');
  // A workspace that is called as the help desk is would take its name everywhere.
  if (key !== null && key.workspace !== key.vendor) pseudonyms.set(key.workspace, 'workspace');
  const secrets = openNumbered('SECRET');
  const personal = openNumbered('PERSONAL');
  const files = openNumbered('FILE');
  return {
    replace: (text, place) => {
      if (isOurs(text, place) || text === '') return text;
      if (place.key === 'url' && !place.open) return files.of(text);
      if (isPersonal(place)) pseudonyms.set(text, personal.of(text));
      return withoutSecrets(phones.replace(pseudonyms.replace(text)), secrets.of);
    },
    pseudonyms: () => pseudonyms.all,
    replaced: () => ({
      ...people.count(),
      ...counted('secret', secrets.count()),
      ...counted('personal field', personal.count()),
      ...counted('file', files.count()),
    }),
  };
};

const counted = (name: string, count: number): Replaced => (count === 0 ? {} : { [name]: count });
