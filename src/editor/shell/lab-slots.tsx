export function RunControls() {
  return <span>Run</span>;
}
export function LabDrawer() {
  return <div>Lab</div>;
}
