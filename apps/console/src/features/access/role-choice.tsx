import type { Role } from '../../api/access';

const ROLES: readonly Role[] = ['viewer', 'engineer', 'admin'];

export const RoleChoice = ({
  label,
  role,
  choose,
}: {
  label: string;
  role: Role;
  choose: (role: Role) => void;
}) => (
  <select
    className="role"
    aria-label={label}
    value={role}
    onChange={({ target }) => choose(ROLES.find((each) => each === target.value) ?? role)}
  >
    {ROLES.map((each) => (
      <option key={each}>{each}</option>
    ))}
  </select>
);
