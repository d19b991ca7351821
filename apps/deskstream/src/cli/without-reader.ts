import { hasCode } from '@deskstream/kernel';

/** The stream of which somebody reads the first lines only, as in `deskstream tail | head`. */
interface Written {
  on(event: 'error', heard: (error: Error) => void): unknown;
}

/** Ends without a word where nobody reads any more; anything else that fails is thrown. */
export const leaveWithoutReader = (stream: Written, leave: () => void): void => {
  stream.on('error', (error) => {
    if (!hasCode(error, 'EPIPE')) throw error;
    leave();
  });
};
