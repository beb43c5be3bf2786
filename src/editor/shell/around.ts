/**
 * What stands around the drawing and over it, and what is not needed to draw it: one module, so that it is fetched in few pieces and the drawing is not
 * stopped for each.
 */
export { BadgeWithHint } from '../canvas/BadgeWithHint.tsx';
export { keepWiresPainted } from '../canvas/keep-wires-painted.ts';
export { wireAt } from '../canvas/wire-at.ts';
export { Callouts } from '../canvas/Callouts.tsx';
export { SelectionToolbar } from '../composites/SelectionToolbar.tsx';
export { GradientLegend } from '../gradient/GradientLegend.tsx';
export { Inspector } from '../inspector/Inspector.tsx';
export { LabDrawer } from '../lab/LabDrawer.tsx';
export { WiringMenus } from '../wiring/WiringMenus.tsx';
export { OthersButton } from '../samples/OthersButton.tsx';
export { NodeMenu } from './NodeMenu.tsx';
export { LeftPanel } from './LeftPanel.tsx';
export { ShellDialogs } from './ShellDialogs.tsx';
export { TopBar } from './TopBar.tsx';
export { PixelImage } from '../ui/PixelImage.tsx';
