/** What is said of a model in its file. */
export interface ModelAbout {
  readonly title: string;
  /** Further lines by key, such as the dataset. */
  readonly facts: Readonly<Record<string, string>>;
}
