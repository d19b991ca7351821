import type { InputData } from '@deskstream/conversation-domain';
import type { Fields } from '../payload';
import { fieldsOf, listOf, textOf } from '../payload';

type Attachment = InputData<'CustomerWrote'>['attachments'][number];

/** Their addresses answer only to the workspace's token. */
export const attachmentsOf = (message: Fields): Attachment[] =>
  listOf(message['attachments']).map((value, index) => {
    const file = fieldsOf(value);
    const contentType = textOf(file['content_type']);
    const url = textOf(file['url']);
    return {
      name: textOf(file['filename']) || `attachment ${index + 1}`,
      ...(contentType === '' ? {} : { contentType }),
      ...(url === '' ? {} : { url }),
    };
  });

/** Files are named in the text, so that neither the AI nor a reader takes the message for all there is. */
export const withPlaceholders = (text: string, message: Fields): string =>
  [text, ...attachmentsOf(message).map(({ name }) => `[Attachment: ${name}]`)]
    .filter((line) => line !== '')
    .join('\n');
