/**
 * Where settings are read: {@code SettingsSources} finds the file and lays system and manager properties over it,
 * {@code HoconFile} and {@code PropertyTree} make a tree of {@code Node}s of what was written, and {@code SettingsReader}
 * makes {@link org.varve.config.VarveSettings} of the tree by the keys of {@code ManagerKey}, {@code StoreKey} and
 * {@code CacheKey}, which are all that there are. Only {@code HoconFile} knows the library that parses files; it is loaded
 * only if there is a file.
 */
package org.varve.config.file;
