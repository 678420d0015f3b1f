"""The window itself: start, first start, navigation, overview, settings, go to anything."""
