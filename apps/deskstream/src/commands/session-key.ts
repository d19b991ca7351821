import { parsePartitionKey, partitionKey } from '@deskstream/kernel';
import { CommandError, EXIT } from '../cli/command-error';

/** Takes a whole session key, or the vendor's conversation id in the demo workspace. */
export const sessionKeyOf = (text: string): string => {
  if (parsePartitionKey(text)) return text;
  if (text.includes('/'))
    throw new CommandError(
      `"${text}" is not a session: expected workspace/vendor/conversation, as "deskstream sessions" lists them.`,
      EXIT.usage,
    );
  return partitionKey({ workspace: 'demo', vendor: 'intercom', conversation: text });
};
