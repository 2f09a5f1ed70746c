"""Pure functions on text. Every position counts Unicode code points, half open; nothing here touches a file or a screen."""
