import { useMutation } from '@tanstack/react-query';
import { May } from '../../ui/me';
import { askForGaps } from '../../api/workspaces';

/** Asks for a look at what no webhook told. */
export const GapCheck = ({ workspace }: { workspace: string }) => {
  const ask = useMutation({ mutationFn: () => askForGaps(workspace) });
  return (
    <span className="gap-check">
      {ask.isSuccess && (
        <span role="status">Asked for; what was missed appears in its session.</span>
      )}
      {ask.isError && <span role="alert">{ask.error.message}</span>}
      <May role="engineer">
        <button
          type="button"
          className="quiet"
          disabled={ask.isPending}
          onClick={() => ask.mutate()}
        >
          Look for missed messages
        </button>
      </May>
    </span>
  );
};
