import type { InputData } from '@deskstream/conversation-domain';
import { bodyText } from '@deskstream/platform-text';
import type { Fields } from '../payload';
import { fieldsOf, idOf, listOf, textOf } from '../payload';

export type Attachment = InputData<'CustomerWrote'>['attachments'][number];

/** The words, with what else was sent named below them. */
export const messageText = (message: Fields): string =>
  [wordsOf(message), ...placeholders(message)].filter((line) => line !== '').join('\n');

/** Formatted words keep links and images. */
export const wordsOf = (content: Fields): string =>
  bodyText(textOf(content['richText'])) || bodyText(textOf(content['text']));

export const attachmentsOf = (message: Fields): Attachment[] =>
  filesOf(message).map((file, index) => {
    const url = textOf(file['url']);
    return { name: fileName(file, index), ...(url === '' ? {} : { url }) };
  });

const filesOf = (message: Fields): readonly Fields[] =>
  listOf(message['attachments'])
    .map(fieldsOf)
    .filter(({ type }) => type === 'FILE');

const fileName = (file: Fields, index: number): string =>
  textOf(file['name']) || pathEnd(textOf(file['url'])) || `attachment ${index + 1}`;

const pathEnd = (url: string): string => url.split(/[?#]/)[0]?.split('/').at(-1) ?? '';

/** Named in the text, so that neither the AI nor a reader takes the message for all there is. */
const placeholders = (message: Fields): readonly string[] => [
  ...attachmentsOf(message).map(({ name }) => `[Attachment: ${name}]`),
  ...listOf(message['attachments']).flatMap((each) => placeholderOf(fieldsOf(each))),
];

const placeholderOf = (attachment: Fields): readonly string[] => {
  switch (attachment['type']) {
    case 'LOCATION':
      return [named('Location', textOf(attachment['name']) || textOf(attachment['address']))];
    case 'CONTACT':
      return [named('Contact', contactName(fieldsOf(attachment['contactProfile'])))];
    case 'UNSUPPORTED_CONTENT':
      return ['[Content that HubSpot does not show]'];
    case 'SOCIAL_MEDIA_METADATA':
      return [named('Social media', socialTitle(fieldsOf(attachment['socialMetadata'])))];
    default:
      return [];
  }
};

const named = (what: string, name: string): string =>
  name === '' ? `[${what}]` : `[${what}: ${name}]`;

const contactName = (profile: Fields): string => {
  const name = fieldsOf(profile['name']);
  return [name['firstName'], name['lastName']]
    .map(textOf)
    .filter((part) => part !== '')
    .join(' ');
};

const socialTitle = (metadata: Fields): string =>
  textOf(metadata['mediaTitle']) || (idOf(metadata['mediaType']) ?? '');
