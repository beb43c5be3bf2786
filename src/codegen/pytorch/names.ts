/** Words that mean something in the exported code or in Python itself. */
const RESERVED = new Set(
  `False None True and as assert async await break class continue def del elif else except finally for from global if
  import in is lambda nonlocal not or pass raise return try while with self torch nn F dist copy math step steps views_of
  abs all any bool dict dir enumerate filter float hash id input int iter len list map max min next object open pow print range
  repr round set slice sorted str sum super tuple type vars zip training forward parameters buffers modules children train eval
  half double apply to cpu cuda share_memory state_dict load_state_dict zero_grad requires_grad_ dump_patches T_destination
  optimizer model match case plain transforms`.split(/\s+/),
);

/** `keyEncoder`, `block/encoder` → `key_encoder`, `block_encoder`. */
export function snakeCase(id: string): string {
  const words = id
    .normalize('NFKD')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
  return /^[a-z]/.test(words) ? words : `part_${words}`;
}

/** `Barlow Twins` → `BarlowTwins`; letters that Python's names do not have are left out. */
export function pascalCase(title: string): string {
  const words = title
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]+/g, ' ')
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => word[0]!.toUpperCase() + word.slice(1));
  const name = words.join('');
  return /^[A-Za-z]/.test(name) ? name : `Method${name}`;
}

/** Classes and constants that the other files of an exported project define or import. */
const CLASSES = new Set(
  `Tensor Path Image Generator Sampler DataLoader Dataset DistributedDataParallel SummaryWriter GradScaler Log Views Embedded Batches DATASETS SIZE PIPELINES LARS
  LAMB Together`.split(/\s+/),
);

/** What a method's class would be named after its title, of which what explains it is left out. */
export const titleName = (title: string): string => pascalCase(title.split(/[—:(]/)[0]!);

/** The class of a method, named after its title; none that the project has already. */
export function modelName(title: string, library: readonly string[]): string {
  const wanted = titleName(title);
  return RESERVED.has(wanted) || CLASSES.has(wanted) || library.includes(wanted) ? `${wanted}Model` : wanted;
}

/** Gives each thing a name of its own, the wanted one where it is free. */
export class Names {
  readonly #taken = new Set<string>();

  constructor(taken: Iterable<string> = []) {
    for (const name of taken) this.#taken.add(name);
  }

  take(wanted: string): string {
    let name = RESERVED.has(wanted) ? `${wanted}_` : wanted;
    for (let i = 2; this.#taken.has(name); i++) name = `${wanted}_${i}`;
    this.#taken.add(name);
    return name;
  }
}
