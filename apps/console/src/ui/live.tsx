/** Whether what is shown follows the log right now. */
export const Live = ({ up }: { up: boolean }) => (
  <span className={up ? 'live live-on' : 'live'} role="status">
    {up ? 'live' : 'connecting …'}
  </span>
);
