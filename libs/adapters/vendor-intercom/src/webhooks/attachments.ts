import type { InputData } from '@deskstream/conversation-domain';
import type { Fields } from '../payload';
import { fieldsOf, listOf, textOf } from '../payload';

type Attachment = InputData<'CustomerWrote'>['attachments'][number];

export const attachmentsOf = (said: Fields): Attachment[] =>
  listOf(said['attachments']).map((value, index) => {
    const file = fieldsOf(value);
    const contentType = textOf(file['content_type']);
    const url = textOf(file['url']);
    return {
      name: textOf(file['name']) || `attachment ${index + 1}`,
      ...(contentType === '' ? {} : { contentType }),
      ...(url === '' ? {} : { url }),
    };
  });

/** Files are named in the text, so that neither the AI nor a reader takes the message for all there is. */
export const withPlaceholders = (text: string, said: Fields): string =>
  [text, ...attachmentsOf(said).map(({ name }) => `[Attachment: ${name}]`)]
    .filter((line) => line !== '')
    .join('\n');
