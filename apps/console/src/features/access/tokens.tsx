import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Token } from '../../api/access';
import { listTokens, revokeToken } from '../../api/access';
import { Chip } from '../../ui/chip';
import { Empty, Failed, Loading } from '../../ui/states';
import { dayAndTime } from '../../ui/time';
import { useNow } from '../../ui/use-now';
import { AddToken } from './add-token';
import { Table } from '../../ui/table';

const KEY = ['access', 'tokens'];

/** Keys of programs to the API. */
export const Tokens = () => {
  const client = useQueryClient();
  const tokens = useQuery({ queryKey: KEY, queryFn: listTokens });
  const refresh = () => void client.invalidateQueries({ queryKey: KEY });
  return (
    <section aria-labelledby="tokens">
      <h2 id="tokens">API tokens</h2>
      {tokens.isPending && <Loading what="tokens" />}
      {tokens.isError && <Failed error={tokens.error} />}
      {tokens.isSuccess && tokens.data.length === 0 && (
        <Empty title="None yet.">A program needs one to use the API.</Empty>
      )}
      {tokens.isSuccess && tokens.data.length > 0 && (
        <Table
          kind="access"
          name="Tokens by purpose"
          columns={['What for', 'Role', 'State', 'Last used', '']}
        >
          {tokens.data.map((token) => (
            <Row key={token.id} token={token} changed={refresh} />
          ))}
        </Table>
      )}
      <AddToken added={refresh} />
    </section>
  );
};

const Row = ({ token, changed }: { token: Token; changed: () => void }) => {
  const { id, name, role, createdBy, revokedAt, expiresAt, lastUsedAt } = token;
  const revoke = useMutation({ mutationFn: () => revokeToken(id), onSuccess: changed });
  const isOver = useNow(60_000) >= expiresAt;
  return (
    <tr>
      <th scope="row">
        {name} <small>made by {createdBy}</small>
        {revoke.isError && <small role="alert">{revoke.error.message}</small>}
      </th>
      <td>{role}</td>
      <td>
        {revokedAt !== null ? (
          <Chip tone="bad">revoked</Chip>
        ) : isOver ? (
          <Chip tone="warning">expired</Chip>
        ) : (
          <>until {dayAndTime(expiresAt)}</>
        )}
      </td>
      <td>{lastUsedAt === null ? 'never' : dayAndTime(lastUsedAt)}</td>
      <td>
        {revokedAt === null && (
          <button
            type="button"
            className="quiet"
            disabled={revoke.isPending}
            onClick={() => revoke.mutate()}
          >
            Revoke
          </button>
        )}
      </td>
    </tr>
  );
};
