import { Tabs } from '@base-ui/react/tabs';
import { Gallery } from '../gallery/Gallery.tsx';
import { Outline } from '../outline/Outline.tsx';
import { Palette } from '../palette/Palette.tsx';
import './tabs.css';

/** What there is: methods to open, nodes to add, and the drawing as a list. */
export function LeftPanel() {
  return (
    <Tabs.Root className="tabs" defaultValue="nodes">
      <Tabs.List className="tabs-list" aria-label="Library">
        <Tabs.Tab className="tab" value="methods">
          Methods
        </Tabs.Tab>
        <Tabs.Tab className="tab" value="nodes">
          Nodes
        </Tabs.Tab>
        <Tabs.Tab className="tab" value="outline">
          Outline
        </Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel className="tab-panel" value="methods">
        <Gallery />
      </Tabs.Panel>
      <Tabs.Panel className="tab-panel" value="nodes" keepMounted>
        <Palette />
      </Tabs.Panel>
      <Tabs.Panel className="tab-panel" value="outline">
        <Outline />
      </Tabs.Panel>
    </Tabs.Root>
  );
}
