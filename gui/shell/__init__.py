"""The application and its window: actions, menus, the layout of views and their connections."""
