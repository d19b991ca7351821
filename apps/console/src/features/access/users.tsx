import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Role, User } from '../../api/access';
import { addUser, changeUser, listUsers } from '../../api/access';
import { Chip } from '../../ui/chip';
import { Empty, Failed, Loading } from '../../ui/states';
import { dayAndTime } from '../../ui/time';
import { AddUser } from './add-user';
import { NewPassword } from './new-password';
import { RoleChoice } from './role-choice';
import { Table } from '../../ui/table';

const KEY = ['access', 'users'];

export const Users = () => {
  const client = useQueryClient();
  const users = useQuery({ queryKey: KEY, queryFn: listUsers });
  const refresh = () => void client.invalidateQueries({ queryKey: KEY });
  const add = useMutation({ mutationFn: addUser, onSuccess: refresh });
  return (
    <section aria-labelledby="people">
      <h2 id="people">People</h2>
      {users.isPending && <Loading what="people" />}
      {users.isError && <Failed error={users.error} />}
      {users.isSuccess && users.data.length === 0 && (
        <Empty title="Nobody yet.">Add an admin first.</Empty>
      )}
      {users.isSuccess && users.data.length > 0 && (
        <Table kind="access" name="People by name" columns={['Who', 'Role', 'Last sign-in', '']}>
          {users.data.map((user) => (
            <Row key={user.id} user={user} changed={refresh} />
          ))}
        </Table>
      )}
      <AddUser add={add} />
    </section>
  );
};

const Row = ({ user, changed }: { user: User; changed: () => void }) => {
  const { id, email, role, signsIn, disabledAt, lastSignInAt } = user;
  const change = useMutation({
    mutationFn: (what: { role?: Role; disabled?: boolean }) => changeUser(id, what),
    onSuccess: changed,
  });
  const isActive = disabledAt === null;
  return (
    <tr>
      <th scope="row">
        {email} {!isActive && <Chip tone="bad">disabled</Chip>}
        {signsIn === 'provider' && <small>over the identity provider</small>}
        {change.isError && <small role="alert">{change.error.message}</small>}
      </th>
      <td>
        {signsIn === 'provider' ? (
          role
        ) : (
          <RoleChoice
            label={`Role of ${email}`}
            role={role}
            choose={(next) => change.mutate({ role: next })}
          />
        )}
      </td>
      <td>{lastSignInAt === null ? 'never' : dayAndTime(lastSignInAt)}</td>
      <td>
        {signsIn === 'password' && <NewPassword user={user} />}
        <button
          type="button"
          className="quiet"
          disabled={change.isPending}
          onClick={() => change.mutate({ disabled: isActive })}
        >
          {isActive ? 'Disable' : 'Enable'}
        </button>
      </td>
    </tr>
  );
};
