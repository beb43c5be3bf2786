/** What stands over the drawing and is not needed to draw it: one module, so that it is fetched in few pieces. */
export { BadgeWithHint } from '../canvas/BadgeWithHint.tsx';
export { Callouts } from '../canvas/Callouts.tsx';
export { SelectionToolbar } from '../composites/SelectionToolbar.tsx';
export { GradientLegend } from '../gradient/GradientLegend.tsx';
export { WiringMenus } from '../wiring/WiringMenus.tsx';
export { OthersButton } from '../samples/OthersButton.tsx';
export { NodeMenu } from './NodeMenu.tsx';
