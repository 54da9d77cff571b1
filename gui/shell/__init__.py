"""The window and what holds it together: menus, actions, the places of views, who hears whom."""
