/** One yes or no. */
export const Tick = ({
  label,
  checked,
  change,
}: {
  label: string;
  checked: boolean;
  change: (checked: boolean) => void;
}) => (
  <label className="tick">
    <input type="checkbox" checked={checked} onChange={({ target }) => change(target.checked)} />
    <span>{label}</span>
  </label>
);
