import type { CanonicalFact } from '@deskstream/port-vendor';
import type { Fields } from '../payload';
import { fieldsOf, idOf, textOf, timeOf } from '../payload';
import { bodyText } from '@deskstream/platform-text';
import { withPlaceholders } from './attachments';
import type { Telling } from './message';
import { byOf, personOf } from './people';

/** A comment is a note, whoever wrote it; Markdown stays as it is. */
export const commentFacts = (telling: Telling, comment: Fields): readonly CanonicalFact[] => {
  const id = idOf(comment['id']);
  const text = withPlaceholders(bodyText(textOf(comment['body'])), comment);
  if (id === null || text === '') return [];
  const author = personOf(fieldsOf(comment['author'])) ?? byOf(telling).by;
  return [
    {
      type: 'TeammateWrote',
      identity: `comment:${id}`,
      data: {
        messageId: id,
        text,
        author: author ?? { id: 'unknown' },
        visibility: 'note',
        byAi: author?.id === telling.connection.aiTeammateId,
        vendorAt: timeOf(comment['posted_at']) ?? telling.at,
      },
    },
  ];
};
