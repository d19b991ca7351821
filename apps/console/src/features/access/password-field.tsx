interface PasswordFieldProps {
  readonly label: string;
  readonly password: string;
  readonly choose: (password: string) => void;
}

/** A password that somebody chooses for somebody. */
export const PasswordField = ({ label, password, choose }: PasswordFieldProps) => (
  <label className="field">
    {label}, at least 12 characters
    <input
      type="password"
      required
      minLength={12}
      autoComplete="new-password"
      value={password}
      onChange={({ target }) => choose(target.value)}
    />
  </label>
);
