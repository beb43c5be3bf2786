/** What to do with a drawing that has nothing in it yet. */
export function EmptyCanvas() {
  return (
    <div className="canvas-empty">
      <p className="canvas-empty-title">Nothing is drawn yet</p>
      <p>
        Choose a method on the left, or drag nodes here: images, an augmentation, an encoder, a loss, an
        optimiser. You can also drop an Unlabel document on this window.
      </p>
    </div>
  );
}
